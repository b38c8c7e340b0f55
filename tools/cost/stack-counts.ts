/** What of the stack is charged by the piece; a test holds it to the template. */
export const alarmsOfStack = {
  alarms: 25,
  /** Metrics made of log lines that come every hour. */
  metrics: 1,
} as const;
