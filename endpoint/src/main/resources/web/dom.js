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

/** A row of buttons, one of which is pressed. Those that are there stay: one that is replaced loses a click halfway. */
export function choice(parent, items, pressed, choose) {
  if ([...parent.children].map(button => button.dataset.id).join() !== items.map(item => item.id).join()) {
    parent.replaceChildren(...items.map(item => element("button", { type: "button", "data-id": item.id })));
  }
  items.forEach((item, i) => {
    const button = parent.children[i];
    if (button.textContent !== item.name) {
      button.textContent = item.name;
    }
    button.title = item.refusal ?? item.title ?? "";
    button.setAttribute("aria-pressed", String(item.id === pressed));
    button.ariaDisabled = item.refusal ? "true" : null;
    button.onclick = () => item.refusal ? null : choose(item.id);
  });
}

/** The options of a list of choices, which stays open where they are the same as before. */
export function options(select, items, chosen) {
  const told = JSON.stringify(items);
  if (select.dataset.options !== told) {
    select.dataset.options = told;
    select.replaceChildren(...items.map(({ id, name }) => element("option", { value: id, text: name })));
  }
  if (select.value !== chosen) {
    select.value = chosen;
  }
}
