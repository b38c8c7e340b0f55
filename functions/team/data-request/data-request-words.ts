import type {
  AskedOfData,
  AskingPerson,
  DataOutcome,
  DataRequest,
} from '../../domain/data-request/data-request.ts';

export const personWords: Readonly<Record<AskingPerson, string>> = {
  reporter: 'The reporter',
  respondent: 'A respondent',
  witness: 'A witness',
  other: 'Somebody else',
};

export const asksWords: Readonly<Record<AskedOfData, string>> = {
  information: 'asks what is stored about them',
  correction: 'asks to have something corrected',
  erasure: 'asks to have something erased',
};

export const outcomeWords: Readonly<Record<DataOutcome, string>> = {
  done: 'as they asked',
  'in-part': 'in part',
  declined: 'declined',
};

/** Who asks, as the team knows them. @param codeName of the respondent */
export const whoAsks = ({ person, who }: DataRequest, codeName: string | undefined): string =>
  [codeName ?? personWords[person], ...(who === undefined ? [] : [`(${who})`])].join(' ');
