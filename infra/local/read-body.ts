import type { IncomingMessage } from 'node:http';

/**
 * The whole body, or undefined when it is larger than `limit` bytes; then the rest is read and thrown away,
 * so that the sender can still read the answer.
 */
export const readBody = async (incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    // Without an encoding set, a request stream gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
};
