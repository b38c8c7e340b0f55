import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';

const day = 86_400_000;

/** A service whose channel `conduct` has reports that wait. @param hold over the defaults */
export const startHolding = (hold: object = {}): Promise<Service> =>
  startService({ channels: { conduct: { hold } } });

export type Held = {
  readonly token: string;
  readonly passphrase: string;
  readonly caseName: string;
  readonly held: { readonly persons: readonly string[]; readonly retainedUntil: string };
};

let texts = 0;

/** A report of other words than any before. */
export const report = (service: Service, more: object = {}): Promise<Response> => {
  texts += 1;
  const answers = { whatHappened: `Something happened, number ${texts}.` };
  return service.reporter('/api/reports', jsonRequest({ answers, ...more }));
};

export const hold = async (
  service: Service,
  persons: readonly string[],
  more: object = {},
): Promise<Held> => {
  const answered = await report(service, { hold: true, persons, ...more });
  if (answered.status !== 201) throw new Error(`${answered.status} ${await answered.text()}`);
  return bodyOf<Held>(answered);
};

export const choose = (
  service: Service,
  { token }: { readonly token: string },
  choice: string,
): Promise<Response> =>
  service.reporter('/api/follow-up/held', jsonRequest({ choice }, bearer(token).headers));

export const agree = (service: Service, held: { readonly token: string }): Promise<Response> =>
  choose(service, held, 'agree');

/** Lets days go by; on each the scheduled function runs, first in the morning and then after what waits is looked at. */
export const days = async (service: Service, count: number): Promise<void> => {
  for (let gone = 0; gone < count; gone++) {
    service.clock.now = new Date(Math.floor(service.clock.now.getTime() / day) * day + day);
    await service.scheduledRun();
    service.clock.advance(9 * 3_600_000);
    await service.scheduledRun();
  }
};

/** `held`, `told`, or the status of whoever cannot open it. */
export const stateOf = async (service: Service, { token }: { readonly token: string }) => {
  const answered = await service.reporter('/api/follow-up', bearer(token));
  if (answered.status !== 200) return answered.status;
  return 'held' in (await bodyOf<object>(answered)) ? 'held' : 'told';
};
