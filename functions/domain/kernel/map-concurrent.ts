/**
 * Runs a task for every number from 0 up to, but not including, `count`, at most `atOnce` at a time. When one fails, no
 * more are begun.
 * @throws what the first task that fails throws
 */
export const mapConcurrent = async <T>(
  count: number,
  atOnce: number,
  task: (number: number) => Promise<T>,
): Promise<T[]> => {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const number = next;
      next += 1;
      try {
        results[number] = await task(number);
      } catch (error) {
        next = count;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  return results;
};
