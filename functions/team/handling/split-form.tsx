import { casePath, routes } from '../routes.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { hasFiles } from '../files/attachments.tsx';
import { Folded, Hidden } from '../case/panel.tsx';
import { Input, Select, TextArea, type Choice } from '../ui/field.tsx';
import { channelName } from '../ui/words.ts';

type Props = { readonly view: CaseView };

const otherChannels = ({ settings, read }: CaseView): Choice[] =>
  Object.keys(settings.channels)
    .filter((channel) => channel !== read.head.channel)
    .map((channel) => ({ value: channel, label: channelName(settings, channel) }));

/** A part of the case becomes one of its own in another channel. */
export const SplitForm = ({ view }: Props) => {
  const channels = otherChannels(view);
  if (!view.may('split-case') || channels.length === 0) return null;
  return (
    <Folded view={view} form="split" summary="Give a part of it to another channel">
      <form method="post" action={casePath(view.read.head.caseId, routes.split)} autocomplete="off">
        <Hidden view={view} />
        <p>
          The new case begins with what you write here and is linked to this one. The reporter of this case is
          not part of it: nobody can be asked there. Copy only what that channel needs.
          {hasFiles(view.read.entries) && ' Files stay with this case: they are not copied.'}
        </p>
        <Select
          {...fieldOf(view, 'split', 'channel')}
          label="To"
          choices={channels}
          chosen={typed(view, 'split', 'channel')}
        />
        <TextArea
          {...fieldOf(view, 'split', 'text')}
          label="What it is about"
          rows={8}
          value={typed(view, 'split', 'text')}
        />
        <Input
          {...fieldOf(view, 'split', 'persons')}
          type="text"
          label="Persons named"
          hint="Shown before anybody opens it, so that whoever is close to them can leave it to others."
          value={typed(view, 'split', 'persons')}
        />
        <Input
          {...fieldOf(view, 'split', 'spaces')}
          type="text"
          label="Places named"
          value={typed(view, 'split', 'spaces')}
        />
        <TextArea
          {...fieldOf(view, 'split', 'reason')}
          label="Why"
          hint="Kept among the notes of this case."
          rows={2}
          value={typed(view, 'split', 'reason')}
        />
        <button type="submit">Make a case of it</button>
      </form>
    </Folded>
  );
};
