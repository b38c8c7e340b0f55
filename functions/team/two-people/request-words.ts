import type {
  CopyContents,
  CopyFiles,
  DisclosureBasis,
  RecipientKind,
  RequestState,
  TwoPersonRequest,
} from '../../domain/decision/two-person-request.ts';
import { dayText } from '../ui/words.ts';

/** What a copy holds, in words. */
export const contentsWords: Readonly<Record<CopyContents, string>> = {
  report: 'the report and the conversation',
  conversations: 'every conversation of the case',
  decided: 'the report, the conversation, and what was found and decided',
  everything: 'the report, the conversation, what was found and decided, and the notes of the team',
  case: 'the whole case: every conversation, every record, and the audit log',
};

export const recipientWords: Readonly<Record<RecipientKind, string>> = {
  police: 'the police',
  lawyer: 'a lawyer',
  platform: 'a platform',
  community: 'another community or body',
  other: 'somebody else',
};

export const basisWords: Readonly<Record<DisclosureBasis, string>> = {
  consent: 'those concerned agreed',
  law: 'a law or an order obliges us',
  danger: 'somebody is in danger',
  claims: 'a legal claim',
  agreement: 'a public agreement between communities',
  other: 'as the reason says',
};

export const filesWords: Readonly<Record<CopyFiles, string>> = {
  none: 'without files',
  cleaned: 'with files',
  originals: 'with files and their originals',
};

/** What is asked for, in a sentence. */
export const askedWords = ({ act, copy, by, on }: TwoPersonRequest): string =>
  copy === undefined
    ? `${by.name} asked on ${dayText(on)} for ${act === 'words' ? 'what the reporter wrote' : 'the case'} to be erased.`
    : `${by.name} asked on ${dayText(on)} for a ${copy.redactions === undefined ? 'whole' : 'redacted'} copy for ${copy.recipient}: ${contentsWords[copy.contents]}, ${filesWords[copy.files]}.`;

/** How it stands, in a sentence. */
export const stateWords = ({ act, answered }: TwoPersonRequest, state: RequestState): string => {
  const who = answered === undefined ? 'A colleague' : answered.by.name;
  switch (state) {
    case 'open':
      return 'Nobody has answered yet.';
    case 'taken-back':
      return 'It was taken back.';
    case 'declined':
      return `${who} declined it.`;
    case 'agreed':
      return act === 'words' ? `${who} agreed. It is erased.` : `${who} agreed. It can be opened once.`;
    case 'opened':
      return `${who} agreed. It is open now.`;
    case 'over':
      return answered === undefined
        ? 'It has lapsed: nobody answered in time.'
        : `${who} agreed. It is closed again.`;
  }
};
