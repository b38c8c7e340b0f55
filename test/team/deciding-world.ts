import { correction, permanentBan, temporaryBan } from './deciding.ts';
import type { Colleague } from './measured-case.ts';

/** The rules of deciding as the documentation says them, told once more by the tests, and what is done under them. */

/** What a sequence is made of: who (an index of the people), about whom or which proposal, and which kind. */
export type Act = readonly [kind: (typeof kinds)[number], who: number, other: number];

export const kinds = [
  'all-approve',
  'all-approve',
  'newcomer-approves',
  'edit-and-back',
  'approve',
  'approve',
  'approve',
  'approve',
  'approve-older',
  'dissent',
  'take-back',
  'force',
  'force',
  'force-older',
  'open',
  'propose',
  'edit',
  'withdraw',
  'find',
  'find-nothing',
  'edit-respondent',
  'note',
  'close-to',
  'not-close-to',
  'recuse',
  'lift-recusal',
  'aside',
  'let-back',
  'join',
  'grant',
  'leave-team',
  'close',
  'reopen',
] as const;

/** Each leads past one part of the rules; what comes by chance adds the rest. */
export const ways: readonly (readonly [body: number, acts: Act[]])[] = [
  [
    0,
    [
      ['approve', 0, 0],
      ['newcomer-approves', 0, 0],
      ['force', 0, 0],
    ],
  ],
  [
    0,
    [
      ['all-approve', 0, 0],
      ['edit-and-back', 0, 0],
      ['force', 0, 0],
    ],
  ],
  [
    0,
    [
      ['all-approve', 0, 0],
      ['edit-and-back', 0, 0],
      ['force-older', 0, 0],
    ],
  ],
  [
    0,
    [
      ['all-approve', 0, 0],
      ['find', 0, 0],
      ['force', 0, 0],
    ],
  ],
  [
    4,
    [
      ['all-approve', 0, 0],
      ['find-nothing', 0, 0],
      ['force', 0, 0],
    ],
  ],
  [
    0,
    [
      ['all-approve', 0, 0],
      ['edit-respondent', 0, 0],
      ['force', 0, 0],
    ],
  ],
  [
    0,
    [
      ['approve', 0, 0],
      ['approve', 1, 0],
      ['close-to', 1, 0],
      ['force', 0, 0],
    ],
  ],
  [
    0,
    [
      ['approve', 0, 0],
      ['approve', 1, 0],
      ['recuse', 1, 0],
      ['lift-recusal', 2, 1],
      ['force', 0, 0],
    ],
  ],
  [
    0,
    [
      ['approve', 0, 0],
      ['approve', 1, 0],
      ['aside', 2, 1],
      ['force', 0, 0],
      ['open', 5, 0],
    ],
  ],
  [
    1,
    [
      ['approve', 0, 0],
      ['approve', 1, 0],
      ['force', 0, 0],
      ['aside', 2, 3],
      ['force', 0, 0],
    ],
  ],
  [
    2,
    [
      ['approve', 0, 0],
      ['approve', 1, 0],
      ['approve', 3, 0],
      ['force', 0, 0],
      ['recuse', 2, 0],
      ['force', 0, 0],
    ],
  ],
  [
    3,
    [
      ['approve', 0, 0],
      ['approve', 1, 0],
      ['force', 0, 0],
    ],
  ],
  [
    0,
    [
      ['all-approve', 0, 0],
      ['close', 0, 0],
      ['force', 0, 0],
      ['reopen', 0, 0],
      ['force', 0, 0],
      ['propose', 0, 0],
      ['approve', 0, 1],
      ['approve', 1, 1],
      ['force', 0, 1],
    ],
  ],
];

export const bodies = [
  correction(),
  temporaryBan({ measures: [{ type: 'ban' }] }),
  permanentBan(),
  correction({ measures: [{ type: 'named-publicly' }] }),
  { respondent: 1, rung: null, reporterText: 'We looked into it.', reasons: 'No proof.' },
];

/** What each of these bodies wants, as the documentation says it. */
const wants: readonly ((eligible: number) => {
  readonly approvals: number;
  readonly quorum: number;
  readonly lead: boolean;
})[] = [
  () => ({ approvals: 2, quorum: 2, lead: false }),
  (eligible) => ({ approvals: Math.max(2, Math.ceil((eligible * 2) / 3)), quorum: 2, lead: false }),
  (eligible) => ({ approvals: Math.max(3, Math.ceil((eligible * 2) / 3)), quorum: 3, lead: true }),
  (eligible) => ({ approvals: Math.max(3, Math.ceil((eligible * 2) / 3)), quorum: 3, lead: true }),
  () => ({ approvals: 2, quorum: 2, lead: false }),
];

/** A person, as far as the rules of deciding go; kept by the test alone. */
export type Person = {
  readonly member: Colleague;
  readonly role: 'member' | 'lead' | 'outside-reviewer';
  wasThere: boolean;
  granted: boolean;
  recused: boolean;
  aside: boolean;
  opened: boolean;
  close: boolean;
  gone: boolean;
};

export type Proposed = {
  readonly number: number;
  readonly team: readonly Person[];
  body: number;
  edition: number;
  status: 'open' | 'withdrawn' | 'in-force';
  /** Which text each hash that was ever read stands for. */
  readonly texts: Map<string, string>;
  readonly said: Map<Person, { readonly verdict: string; readonly text: string }>;
};

export const sees = ({ gone, wasThere, granted, recused, aside }: Person): boolean =>
  !gone && (wasThere || granted) && !recused && !aside;

/** A case and what the test knows of it: written down from what was done, never read from the application. */
export class World {
  readonly proposals: Proposed[] = [];
  finding = { outcome: 'violation', edition: 1 };
  respondent = 1;
  isNoted = true;
  isClosed = false;
  readonly caseId: string;
  readonly people: Person[];
  constructor(caseId: string, people: Person[]) {
    this.caseId = caseId;
    this.people = people;
  }

  textOf({ number, edition }: Proposed): string {
    return [number, edition, this.finding.edition, this.respondent].join('/');
  }

  /** Who leads: the leads, and where none of them can, the member who was there first. */
  leads(): readonly Person[] {
    const leads = this.people.filter((one) => sees(one) && one.role === 'lead');
    if (leads.length > 0) return leads;
    return this.people.filter((one) => sees(one) && one.role === 'member').slice(0, 1);
  }

  isMet(proposed: Proposed): boolean {
    const { body, team, said, status } = proposed;
    const eligible = team.filter((one) => sees(one) && one.opened && !one.close);
    const approving = eligible.filter((one) => {
      const last = said.get(one);
      return last?.verdict === 'approves' && last.text === this.textOf(proposed);
    });
    const { approvals, quorum, lead } = wants[body]?.(eligible.length) ?? {
      approvals: 99,
      quorum: 99,
      lead: true,
    };
    const leads = this.leads();
    return (
      status === 'open' &&
      !this.isClosed &&
      this.isNoted &&
      (body === 4 || this.finding.outcome === 'violation') &&
      eligible.length >= quorum &&
      approving.length >= approvals &&
      (!lead || approving.some((one) => leads.includes(one)))
    );
  }
}
