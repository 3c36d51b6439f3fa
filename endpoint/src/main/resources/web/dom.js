// Elements, always from text: nothing that was measured or named ever becomes markup.

export const byId = id => document.getElementById(id);

/** An element with properties (class, text, data-…, aria-…, on…) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key === "text") {
      made.textContent = value;
    } else if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

/** A row of buttons, one of which is pressed. */
export function choice(parent, items, pressed, choose) {
  parent.replaceChildren(...items.map(item => element("button", {
    type: "button", text: item.name, "aria-pressed": String(item.id === pressed), "data-id": item.id,
    "aria-disabled": item.refusal ? "true" : null, title: item.refusal ?? item.title ?? null,
    onclick: () => item.refusal ? null : choose(item.id),
  })));
}
