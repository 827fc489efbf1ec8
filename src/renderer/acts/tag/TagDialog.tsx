import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { hasTag, tagsWithout } from '../../../shared/tickets/tags'
import { useForm } from '../../state/use-form'
import { useKnownTags } from '../../state/use-known-tags'
import { tagsIn } from '../../texts/tags-in'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'

/** As many as stand on a line or two. */
const mostOffered = 8

/** Adds tags by typing or by choosing known ones, and takes away those that are no longer checked. */
export function TagDialog({ ticket, form: kept, send, onClose }: ActDialogProps<'ticket.tag'>) {
  const say = useWords(words)
  const form = useForm(kept, { text: '', removed: '' })
  const input = useRef<HTMLInputElement>(null)
  const known = useKnownTags().map(({ tag }) => tag)
  const { tags = [] } = ticket
  const typed = form.values.text
  const removed = tagsIn(form.values.removed)
  // The word that is being typed narrows what is offered; those before it are chosen.
  const before = typed.split(',').slice(0, -1)
  const begun = typed.split(',').at(-1)?.trim().toLowerCase() ?? ''
  const offered = tagsWithout(known, [...tags, ...before.map((tag) => tag.trim())])
    .filter((tag) => tag.toLowerCase().startsWith(begun))
    .slice(0, mostOffered)
  const choose = (tag: string): void => {
    form.write({ text: `${[...before, ` ${tag}`].join(',').trim()}, ` })
    input.current?.focus()
  }
  const check = (tag: string, stays: boolean): void =>
    form.write({ removed: [...tagsWithout(removed, [tag]), ...(stays ? [] : [tag])].join(', ') })
  return (
    <DialogFrame
      title={say('title')}
      submit={say('submit')}
      draft={form}
      onSubmit={() => send({ add: [...tagsIn(typed)], remove: [...removed] }, { form })}
      onClose={onClose}
    >
      <TextInput
        ref={input}
        data-autofocus
        dir="auto"
        label={say('add')}
        description={say('addHint')}
        value={typed}
        onChange={(event) => form.write({ text: event.currentTarget.value })}
      />
      {offered.length > 0 ? (
        <Group gap={6} role="group" aria-label={say('known')}>
          {offered.map((tag) => (
            <Button key={tag} type="button" size="compact-xs" variant="default" onClick={() => choose(tag)}>
              {tag}
            </Button>
          ))}
        </Group>
      ) : null}
      {tags.length > 0 ? (
        <Checkbox.Group label={say('onTicket')} value={tags.filter((tag) => !hasTag(removed, tag))}>
          <Group gap={12}>
            {tags.map((tag) => (
              <Checkbox
                key={tag}
                value={tag}
                label={tag}
                onChange={(event) => check(tag, event.currentTarget.checked)}
              />
            ))}
          </Group>
        </Checkbox.Group>
      ) : null}
    </DialogFrame>
  )
}
