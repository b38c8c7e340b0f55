import { makePlatformDoor } from '../../domain/casework/doors/make-platform-door.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { Input, Select } from '../ui/field.tsx';
import { platformName } from '../ui/words.ts';
import { PageLanguage } from './make-door-form.tsx';

export const platformDoorForm = 'platform-door';

/** Platforms of the settings, and those that accounts of this case stand on. */
const platformsOf = ({ settings, read }: CaseView): readonly string[] => [
  ...new Set([
    ...Object.keys(settings.decisions.platforms),
    ...read.records.measures.flatMap(({ content }) => content.rollOuts.map(({ platform }) => platform)),
  ]),
];

/** Gives the admins of a platform a page with what they are to restrict. */
export const PlatformDoorForm = ({ view }: { readonly view: CaseView }) => {
  const platforms = platformsOf(view);
  if (!view.may(makePlatformDoor.name) || platforms.length === 0) return null;
  const form = platformDoorForm;
  return (
    <Folded view={view} form={form} summary="Give platform admins a page">
      <form method="post" action={formAction(makePlatformDoor, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <p>
          They read which accounts to restrict, how, from when and until when. They never read why. What they
          have done they say there.
        </p>
        <Select
          {...fieldOf(view, form, 'platform')}
          label="Platform"
          choices={platforms.map((value) => ({ value, label: platformName(view.settings, value) }))}
          chosen={typed(view, form, 'platform')}
        />
        <Input
          {...fieldOf(view, form, 'whom')}
          type="text"
          label="Who gets it, in your words"
          hint="It stands at what they answer."
          value={typed(view, form, 'whom')}
        />
        <PageLanguage view={view} form={form} />
        <button type="submit">Make a link to hand over</button>
      </form>
    </Folded>
  );
};
