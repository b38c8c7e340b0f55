import { channelsOf } from '../../domain/member/channels-of.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { Select } from './field.tsx';
import { channelName } from './words.ts';

/** Narrows what a page shows to one channel of the member; there for those of several. */
export const ChannelSelect = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly chosen: string | undefined;
  readonly problem?: string | undefined;
}) => {
  const { settings, member, chosen, problem } = props;
  const channels = channelsOf(member, settings);
  if (channels.length <= 1) return null;
  return (
    <Select
      id="channel"
      name="channel"
      label="Channel"
      choices={[
        { value: '', label: 'All of yours' },
        ...channels.map((value) => ({ value, label: channelName(settings, value) })),
      ]}
      chosen={chosen ?? ''}
      problem={problem}
    />
  );
};
