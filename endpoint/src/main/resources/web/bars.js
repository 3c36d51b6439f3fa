// Draws amounts: a bar a window, from its start to its end, its fill saying how it is known.

/** Narrower bars have no room for a gap, an outline or the strip of what is covered. */
const WIDE = 6;

export function palette(element) {
  const style = getComputedStyle(element);
  const colour = name => style.getPropertyValue(name).trim();
  return {
    measured: colour("--measured"), light: colour("--light"), partial: colour("--partial"),
    axis: colour("--muted"), grid: colour("--grid"), band: colour("--band"), surface: colour("--surface"),
  };
}

/** Diagonal lines of the measured colour on a light ground. */
export function hatching(context, colours, ratio) {
  const size = Math.round(6 * ratio);
  const tile = new OffscreenCanvas(size, size);
  const paint = tile.getContext("2d");
  paint.fillStyle = colours.light;
  paint.fillRect(0, 0, size, size);
  paint.strokeStyle = colours.measured;
  paint.lineWidth = 1.6 * ratio;
  for (const shift of [-size, 0, size]) {
    paint.beginPath();
    paint.moveTo(shift - ratio, size + ratio);
    paint.lineTo(shift + size + ratio, -ratio);
    paint.stroke();
  }
  return context.createPattern(tile, "repeat");
}

/** A window's place on the canvas, in its pixels; at least a pixel high, so that a zero is no gap. */
export function boxOf(u, row, value, ratio) {
  const left = u.valToPos(row.start, "x", true);
  const right = u.valToPos(row.end, "x", true);
  const gap = right - left > WIDE * ratio ? Math.min(2 * ratio, (right - left) * 0.15) : 0;
  const base = u.valToPos(0, "y", true);
  const top = u.valToPos(value, "y", true);
  const x = Math.round(left + gap / 2);
  const y = Math.min(base, top);
  return {
    x, width: Math.max(1, Math.round(right - gap / 2) - x),
    y: Math.round(Math.min(y, base - ratio)), height: Math.max(Math.ceil(ratio), Math.round(Math.abs(base - top))),
  };
}

/** Draws the bars; returns [{row, value, box}] of what is drawn. */
export function drawBars(u, rows, value, colours, coverage) {
  const ratio = devicePixelRatio;
  const paint = u.ctx;
  const hatched = hatching(paint, colours, ratio);
  return rows.filter(row => value(row) !== null).map(row => {
    const box = boxOf(u, row, value(row), ratio);
    if (row.quality === "partial") {
      drawPartial(paint, box, colours, coverage(row), ratio);
    } else {
      paint.fillStyle = row.quality === "interpolated" ? hatched : colours.measured;
      paint.fillRect(box.x, box.y, box.width, box.height);
    }
    return { row, value: value(row), box };
  });
}

/** Light with a dashed outline; a strip at its foot is as long as the share that is covered. */
function drawPartial(paint, box, colours, covered, ratio) {
  paint.fillStyle = colours.partial;
  paint.fillRect(box.x, box.y, box.width, box.height);
  if (box.width < WIDE * ratio) {
    return;
  }
  paint.save();
  paint.strokeStyle = colours.measured;
  paint.lineWidth = ratio;
  paint.setLineDash([3 * ratio, 2 * ratio]);
  paint.strokeRect(box.x + ratio / 2, box.y + ratio / 2, box.width - ratio, Math.max(0, box.height - ratio));
  paint.restore();
  const strip = Math.min(3 * ratio, box.height);
  paint.fillStyle = colours.measured;
  paint.fillRect(box.x, box.y + box.height - strip, Math.round(box.width * covered), strip);
}
