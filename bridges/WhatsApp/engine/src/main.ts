// The engine's entry. What hardens the libraries has to be in place before the first of them is loaded.
import './hardening/console.ts'
import './hardening/signatures.ts'
import './hardening/gate.ts'
import './hardening/order.ts'
import './hardening/ratchets.ts'
import './hardening/sessions.ts'
import './hardening/streams.ts'

const { serve } = await import('./serve.ts')
serve()
