import { FaultPlan, type Fault } from '../faults.ts';

/**
 * Reads a plan by operation and by the last part of the key: `PutObject` fails whatever is put next, `PutObject 3` the
 * next put of a chunk with the number 3.
 */
export class ChunkFaults extends FaultPlan {
  readonly #plan: FaultPlan;

  constructor(plan: FaultPlan) {
    super();
    this.#plan = plan;
  }

  override take(operation: string): Fault | undefined {
    const [name = ''] = operation.split(' ');
    return this.#plan.take(operation) ?? (name === operation ? undefined : this.#plan.take(name));
  }
}
