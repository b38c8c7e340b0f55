import type { Server } from 'node:http';

export type Listening = {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and cuts the connections that are open. */
  readonly close: () => Promise<void>;
};

/** A port another program listens on. */
export class PortTakenError extends Error {
  readonly code = 'port-taken';
  readonly port: number;

  constructor(port: number, options: ErrorOptions) {
    super(`Port ${port} is taken.`, options);
    this.port = port;
  }
}

/**
 * Listens on 127.0.0.1; port 0 takes any free one.
 * @throws {PortTakenError}
 */
export const listen = async (server: Server, port: number): Promise<Listening> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(isTaken ? new PortTakenError(port, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
