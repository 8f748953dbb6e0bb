// Which part of the picture is seen. Pure.

/**
 * @typedef {{left: number, top: number, width: number, height: number}} Box
 * @typedef {{x: [number, number], y: [number, number]}} Ranges
 */

const SMALLEST = 0.74; // what a first view shrinks to if that shows everything
const READABLE = 0.85; // and where nothing would

/**
 * The first view: everything at its own size where that fits, shrunk a little where it does not,
 * and around `centre` where even that is too large.
 * @param {Box} scene
 * @param {{width: number, height: number}} frame
 * @param {[number, number]} centre
 * @returns {Ranges}
 */
export function first(scene, frame, centre) {
  const fitting = Math.min(frame.width / scene.width, frame.height / scene.height, 1);
  const scale = fitting < SMALLEST ? READABLE : fitting;
  const width = frame.width / scale;
  const height = frame.height / scale;
  const [left, right] = along(scene.left, scene.width, width, centre[0]);
  const [top, bottom] = along(scene.top, scene.height, height, centre[1]);
  return { x: [left, right], y: [bottom, top] };
}

/**
 * The whole scene, however small.
 * @param {Box} scene
 * @param {{width: number, height: number}} frame
 * @returns {Ranges}
 */
export function whole(scene, frame) {
  const scale = Math.min(frame.width / scene.width, frame.height / scene.height, 1);
  const [left, right] = along(scene.left, scene.width, frame.width / scale, 0);
  const [top, bottom] = along(scene.top, scene.height, frame.height / scale, 0);
  return { x: [left, right], y: [bottom, top] };
}

/** @param {number} start @param {number} size @param {number} seen @param {number} centre @returns {[number, number]} */
function along(start, size, seen, centre) {
  if (seen >= size) return [start + size / 2 - seen / 2, start + size / 2 + seen / 2];
  const from = Math.min(Math.max(centre - seen / 2, start), start + size - seen);
  return [from, from + seen];
}

/**
 * The ranges seen `factor` times as large.
 * @param {Ranges} ranges
 * @param {number} factor
 * @returns {Ranges}
 */
export function zoomed(ranges, factor) {
  /** @param {[number, number]} range @returns {[number, number]} */
  const around = ([from, to]) => {
    const middle = (from + to) / 2;
    return [middle + (from - middle) / factor, middle + (to - middle) / factor];
  };
  return { x: around(ranges.x), y: around(ranges.y) };
}

/**
 * The ranges moved just so far that the point is seen with some room around it.
 * @param {Ranges} ranges
 * @param {[number, number]} point
 * @returns {Ranges}
 */
export function revealing(ranges, point) {
  /** @param {[number, number]} range @param {number} at @returns {[number, number]} */
  const moved = ([from, to], at) => {
    const room = Math.min(70, Math.abs(to - from) / 4);
    const low = Math.min(from, to) + room;
    const high = Math.max(from, to) - room;
    const by = at < low ? at - low : at > high ? at - high : 0;
    return [from + by, to + by];
  };
  return { x: moved(ranges.x, point[0]), y: moved(ranges.y, point[1]) };
}

/**
 * The ranges moved by so much.
 * @param {Ranges} ranges
 * @param {number} across
 * @param {number} down
 * @returns {Ranges}
 */
export function shifted({ x, y }, across, down) {
  return { x: [x[0] + across, x[1] + across], y: [y[0] + down, y[1] + down] };
}
