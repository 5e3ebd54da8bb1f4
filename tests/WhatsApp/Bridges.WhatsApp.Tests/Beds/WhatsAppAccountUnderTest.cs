using Bridges.ModuleKit;
using Bridges.WhatsApp.Accounts;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>An open account, and what it told its host.</summary>
internal sealed record WhatsAppAccountUnderTest(WhatsAppAccount Account, RecordingHost Host);
