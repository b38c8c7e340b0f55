import { dataRequest, dataRequestDates, type DataRequest } from '../../data-request/data-request.ts';
import { datesAfter } from './record-dates.ts';
import { recordKind } from './work-record.ts';

/** While it is not answered, the day by which it is to be stands beside the head. */
export const dataRequestRecord = recordKind({
  name: 'data-request',
  schema: dataRequest,
  rewritten: true,
  headAfter: (head, number, content: DataRequest) => ({
    taskDates: datesAfter(head, { of: 'data-request', number }, dataRequestDates(content)),
  }),
});
