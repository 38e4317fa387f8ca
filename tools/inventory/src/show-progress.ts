/** One line on a terminal that names the parts as they come; nothing elsewhere. */
export function showProgress(stream: NodeJS.WriteStream = process.stderr): {
  readonly part: (name: string) => void;
  readonly end: () => void;
} {
  if (!stream.isTTY) return { part: () => {}, end: () => {} };
  let count = 0;
  return {
    part: (name) => {
      count += 1;
      stream.write(`\r\x1b[K${count} parts read, ${name} the last`);
    },
    end: () => stream.write('\r\x1b[K'),
  };
}
