import { bearer, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, setState, type SignedIn } from '../team/as-member.ts';

export type Operation = { readonly writes: boolean; readonly run: () => Promise<Response> };

/** Every operation of both functions, on a case of its own each; with what a careful front end sends along. */
export const operations = async (service: Service, member: SignedIn): Promise<Record<string, Operation>> => {
  const filed: Filed = await fileReport(service);
  const id = await caseIdOf(service, filed);
  const unopened = await fileReport(service);
  await read(service, member, id);
  await post(service, member, `/api/cases/${id}/notes`, { text: 'Begun.' });
  const { ticket } = (await (await service.reporter('/api/tickets', { method: 'POST' })).json()) as {
    ticket: string;
  };
  const report = { ticket, answers: { whatHappened: 'Something.' } };
  const { headers } = bearer(filed.token);
  const key = { 'idempotency-key': 'once' };
  return {
    'a report': { writes: true, run: () => service.reporter('/api/reports', jsonRequest(report)) },
    'a follow-up': { writes: false, run: () => service.reporter('/api/follow-up', { headers }) },
    'a reply': {
      writes: true,
      run: () =>
        service.reporter('/api/follow-up/entries', jsonRequest({ text: 'Hello.' }, { ...headers, ...key })),
    },
    'a withdrawal': {
      writes: true,
      run: () => service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(unopened.token) }),
    },
    'a list': { writes: false, run: () => get(service, member, '/api/cases') },
    'a reading': { writes: false, run: () => get(service, member, `/api/cases/${id}`) },
    'a message': {
      writes: true,
      run: () => post(service, member, `/api/cases/${id}/messages`, { text: 'Hello.' }, key),
    },
    'a note': { writes: true, run: () => post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' }) },
    'a change of state': { writes: true, run: () => setState(service, member, id, 'in-review') },
  };
};
