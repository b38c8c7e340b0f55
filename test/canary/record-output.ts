/**
 * Takes down what this process writes to stdout and stderr, until it is stopped; it still goes where it went.
 * Recorded here rather than by a test runner, which sees only `console`.
 */
export const recordOutput = (): { readonly stop: () => Buffer } => {
  const chunks: Buffer[] = [Buffer.from('(begin)')];
  const restore = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    const recording = (chunk: string | Uint8Array, ...rest: []): boolean => {
      chunks.push(Buffer.from(chunk));
      return write(chunk, ...rest);
    };
    stream.write = recording;
    return () => {
      stream.write = write;
    };
  });
  return {
    stop: () => {
      for (const each of restore) each();
      return Buffer.concat(chunks);
    },
  };
};
