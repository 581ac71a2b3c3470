import type { Keyboard } from './keyboard.ts'

/** In a dialog that asks for a team. */
export async function chooseTeam(
  { page, see, press }: Pick<Keyboard, 'page' | 'see' | 'press'>,
  name = 'Infrastructure',
): Promise<void> {
  const option = page.getByRole('option', { name })
  await press('ArrowDown')
  await see(option)
  for (let tries = 0; tries < 5; tries += 1) {
    if ((await option.getAttribute('data-combobox-selected')) !== null) break
    await press('ArrowDown')
  }
  await press('Enter')
}
