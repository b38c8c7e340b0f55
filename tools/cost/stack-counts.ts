/** What of the stack is charged by the piece; a test holds it to the template. */
export const alarmsOfStack = {
  alarms: 25,
  /** Metrics made of log lines that come every hour. */
  metrics: 1,
} as const;

/** What reports by mail add to it. */
export const addedByMail = { alarms: 3, keys: 1, memoryMegabytes: 1769 } as const;
