// Draws levels: the mean of each window as a line within the band from least to greatest; a window that is missing
// interrupts both. And readings as they are.

const POINTS_APART = 8;

/** The rows in runs without a hole; readings further apart than maxGap do not belong together, either. */
export function runs(rows, maxGap) {
  const found = [];
  let run = null;
  let previous = null;
  for (const row of rows) {
    const follows = previous !== null
      && (row.start === row.end ? row.start - previous.end <= maxGap : row.start === previous.end);
    if (!follows) {
      run = [];
      found.push(run);
    }
    run.push(row);
    previous = row;
  }
  return found;
}

const middle = row => (row.start + row.end) / 2;

/**
 * Draws the lines; returns [{row, value, box}] of what is drawn.
 *
 * @param value of a row, in the axis' unit; number: of any number of a row
 * @param step whether a reading holds until the next one
 */
export function drawLines(u, rows, value, colours, { maxGap, step, number }) {
  const ratio = devicePixelRatio;
  const known = rows.filter(row => value(row) !== null);
  const x = row => u.valToPos(middle(row), "x", true);
  const y = number => u.valToPos(number, "y", true);
  const paint = u.ctx;
  for (const run of runs(known, maxGap)) {
    drawBand(paint, run, x, y, value, number, colours);
    paint.strokeStyle = colours.measured;
    paint.lineWidth = 1.75 * ratio;
    paint.lineJoin = "round";
    for (const part of byCompleteness(run)) {
      paint.setLineDash(part.partial ? [4 * ratio, 3 * ratio] : []);
      trace(paint, part.rows, x, y, value, step && run[0].start === run[0].end);
    }
    paint.setLineDash([]);
  }
  const span = known.length > 1 ? Math.abs(x(known.at(-1)) - x(known[0])) / (known.length - 1) : Infinity;
  const drawn = known.map(row => ({ row, value: value(row), box: pointBox(u, row, x(row), y(value(row)), ratio) }));
  if (span > POINTS_APART * ratio) {
    drawn.forEach(({ row }) => drawPoint(paint, x(row), y(value(row)), row.quality === "partial", colours, ratio));
  }
  return drawn;
}

function drawBand(paint, run, x, y, value, number, colours) {
  if (run[0].min === undefined) {
    return;
  }
  const low = row => row.min === null ? value(row) : Math.min(number(row.min), value(row));
  const high = row => row.max === null ? value(row) : Math.max(number(row.max), value(row));
  paint.fillStyle = colours.band;
  paint.beginPath();
  run.forEach(row => paint.lineTo(x(row), y(high(row))));
  [...run].reverse().forEach(row => paint.lineTo(x(row), y(low(row))));
  paint.fill();
}

/** Parts of a run that are all known, or not: neighbours share the point between them. */
function byCompleteness(run) {
  const parts = [];
  run.forEach((row, i) => {
    const partial = row.quality === "partial";
    if (i === 0) {
      parts.push({ partial, rows: [row] });
      return;
    }
    const dashed = partial || run[i - 1].quality === "partial";
    if (parts.at(-1).partial !== dashed && i > 1) {
      parts.push({ partial: dashed, rows: [run[i - 1]] });
    }
    parts.at(-1).partial = dashed;
    parts.at(-1).rows.push(row);
  });
  return parts;
}

function trace(paint, rows, x, y, value, step) {
  paint.beginPath();
  let previous = null;
  for (const row of rows) {
    if (step && previous !== null) {
      paint.lineTo(x(row), y(value(previous)));
    }
    paint.lineTo(x(row), y(value(row)));
    previous = row;
  }
  paint.stroke();
}

function drawPoint(paint, x, y, hollow, colours, ratio) {
  paint.beginPath();
  paint.arc(x, y, 2.75 * ratio, 0, 2 * Math.PI);
  paint.fillStyle = hollow ? colours.surface : colours.measured;
  paint.fill();
  paint.strokeStyle = colours.measured;
  paint.lineWidth = 1.25 * ratio;
  paint.stroke();
}

function pointBox(u, row, x, y, ratio) {
  const left = u.valToPos(row.start, "x", true);
  const right = u.valToPos(row.end, "x", true);
  return { x: Math.round(Math.min(left, x - 2 * ratio)), width: Math.max(4 * ratio, Math.round(right - left)),
    y: Math.round(y - 2 * ratio), height: Math.round(4 * ratio) };
}
