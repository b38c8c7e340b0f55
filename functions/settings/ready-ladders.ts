import type { DecisionSettings } from './decision-schema.ts';
import {
  defaultLadder,
  inOrder,
  twoPeople,
  twoThirds,
  twoThirdsAndALead,
  type LadderRung,
} from './default-decisions.ts';

/**
 * The ladder of Contributor Covenant 3.0 ("Addressing and Repairing Harm"), in words of ours: the code itself names four
 * steps, and leaves how long they last, how many decide and how long it is kept to the community.
 */
const contributorCovenant3: Record<string, LadderRung> = inOrder({
  warning: {
    label: { en: 'Warning', es: 'Advertencia', ar: 'إنذار' },
    impact: {
      en: 'A violation, in a single incident or in several that belong together.',
      es: 'Una infracción, en un solo incidente o en varios relacionados.',
      ar: 'مخالفة، في حادثة واحدة أو في عدة حوادث مترابطة.',
    },
    lasts: { kind: 'none' },
    usualMeasures: ['private-apology', 'commitment'],
    approval: twoPeople,
    lawyer: false,
    keepYears: 2,
  },
  'limited-activities': {
    label: {
      en: 'Temporarily limited activities',
      es: 'Actividades limitadas temporalmente',
      ar: 'تقييد مؤقت للأنشطة',
    },
    impact: {
      en: 'A violation repeated after a warning, or a first one that is more serious.',
      es: 'Una infracción repetida después de una advertencia, o una primera de mayor gravedad.',
      ar: 'مخالفة متكررة بعد إنذار، أو مخالفة أولى أشدّ خطورة.',
    },
    lasts: { kind: 'days', least: 1, most: 180 },
    usualMeasures: ['restriction-of-spaces', 'no-contact', 'reflection'],
    approval: twoPeople,
    lawyer: false,
    keepYears: 3,
  },
  'temporary-suspension': {
    label: { en: 'Temporary suspension', es: 'Suspensión temporal', ar: 'تعليق مؤقت' },
    impact: {
      en: 'A pattern of violations that warnings did not end, or a single serious one.',
      es: 'Un patrón de infracciones que las advertencias no detuvieron, o una sola infracción grave.',
      ar: 'نمط من المخالفات لم توقفه الإنذارات، أو مخالفة واحدة خطيرة.',
    },
    lasts: { kind: 'days', least: 7, most: 730 },
    usualMeasures: ['ban', 'no-contact', 'readmission-tasks'],
    approval: twoThirds,
    lawyer: false,
    keepYears: 5,
  },
  'permanent-ban': {
    label: { en: 'Permanent ban', es: 'Expulsión permanente', ar: 'حظر دائم' },
    impact: {
      en: 'A pattern of violations that no other step has ended, or one so serious that the community cannot be kept safe with this person in it.',
      es: 'Un patrón de infracciones que ningún otro paso detuvo, o una tan grave que no es posible mantener segura a la comunidad con esta persona en ella.',
      ar: 'نمط من المخالفات لم توقفه أي خطوة أخرى، أو مخالفة بلغت من الخطورة حدا لا يمكن معه أن يبقى المجتمع آمنا بوجود هذا الشخص.',
    },
    lasts: { kind: 'permanent' },
    usualMeasures: ['ban', 'no-contact'],
    approval: twoThirdsAndALead,
    lawyer: true,
    keepYears: 10,
  },
});

/** Ladders that are chosen by their name. */
export const readyLadders: Readonly<
  Record<DecisionSettings['readyLadder'], Readonly<Record<string, LadderRung>>>
> = { 'four-rungs': defaultLadder, 'contributor-covenant-3': contributorCovenant3 };
