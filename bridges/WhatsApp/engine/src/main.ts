// The engine's entry. What hardens the libraries has to be in place before the first of them is loaded.
import './hardening/console.ts'
import './hardening/signatures.ts'
import './hardening/gate.ts'
import './hardening/order.ts'
import './hardening/ratchets.ts'
import './hardening/sessions.ts'
import './hardening/streams.ts'

// Whoever stops the host with Ctrl+C or by its service group means the host, which then ends its engines by closing their input.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {})
}

const { serve } = await import('./serve.ts')
serve()
