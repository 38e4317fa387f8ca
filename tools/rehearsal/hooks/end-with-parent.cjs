/**
 * Loaded into every program of a rehearsal (NODE_OPTIONS=--require): it ends when the one that started it has ended,
 * also when that one was killed and could not end it.
 */
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 250).unref();
