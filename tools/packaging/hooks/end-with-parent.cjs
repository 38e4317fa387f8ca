/**
 * Loaded into a program and all that it starts (src/end-with-parent.ts): it ends when the one that started it has ended,
 * also when that one was killed and could not end it.
 */
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 250).unref();
