import { addRole, changeRole, deleteRole, type Role } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { Button, Group, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { RightsChecklist } from './rights-checklist.tsx'
import { slugOf } from './slug-of.ts'

const refreshes = ['/api/people']
const fields = ['name', 'slug', 'permissions']

/** Makes a role, or changes the one given. */
export function RoleDialog({ given: role }: { given: Role | null }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size={role === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        aria-label={role === null ? undefined : t`Change the role ${role.name}`}
      >
        {role === null ? t`Add a role` : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={role === null ? t`Add a role` : role.name}>
        <RoleForm given={role} onClose={dialog.close} />
        {role !== null && <DeleteAction given={role} onClose={dialog.close} />}
      </FormModal>
    </>
  )
}

function RoleForm({ given: role, onClose }: { given: Role | null; onClose: () => void }) {
  const form = useForm({
    initialValues: { name: role?.name ?? '', permissions: role?.permissions ?? ([] as Permission[]) },
  })
  const options = { refreshes, showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addRole, options), useWrite(changeRole, options)]
  const error = add.error ?? change.error
  const send = form.onSubmit((values) => {
    const land = { onError: (problem: Error) => landOnFields(problem, form, fields) }
    if (role === null) add.mutate({ body: { ...values, slug: slugOf(values.name, 'role') } }, land)
    else change.mutate({ params: { id: role.id }, body: values }, land)
  })
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <TextInput
        label={t`Name`}
        placeholder={t`Mail desk`}
        required
        data-autofocus
        {...form.getInputProps('name')}
        error={form.errors.name ?? form.errors.slug}
      />
      <RightsChecklist {...form.getInputProps('permissions')} />
      <FormFoot error={error} form={form} isBusy={add.isPending || change.isPending} onCancel={onClose}>
        {role === null ? t`Add the role` : t`Save`}
      </FormFoot>
    </form>
  )
}

function DeleteAction({ given: role, onClose }: { given: Role; onClose: () => void }) {
  const [isLeaving, setIsLeaving] = useState(false)
  const remove = useWrite(deleteRole, { refreshes, showsProblem: true, onDone: onClose })
  return (
    <>
      <Group gap={8} mt={16} pt={12} style={{ borderTop: '1px solid var(--hairline)' }}>
        <Button size="xs" variant="default" c="var(--danger)" onClick={() => setIsLeaving(true)}>
          {t`Delete…`}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isLeaving}
        title={t`Delete the role ${role.name}?`}
        confirm={t`Delete`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: role.id } })}
        onClose={() => setIsLeaving(false)}
      >
        {t`Only a role that nobody has can be deleted. Those who left with this one alone would come back as staff.`}
      </ConfirmDialog>
    </>
  )
}
