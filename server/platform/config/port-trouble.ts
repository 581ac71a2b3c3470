/** What to do about a port on which nobody can listen; any other error as it is. */
export function portTrouble(error: unknown, setting: 'PORT' | 'SMTP_PORT', port: number): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') {
    return new Error(`Port ${port} is in use by another program. Stop it, or choose another: ${setting}=${port + 1}.`)
  }
  if (code === 'EACCES') {
    return new Error(`Port ${port} is reserved for the administrator of this machine. Choose ${setting} above 1023.`)
  }
  return error
}
