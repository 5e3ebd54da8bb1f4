using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>A person's own settings, which are always the plain ones here.</summary>
internal sealed class PreferenceMethods : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("account.getNotifySettings", _ => new TlObject("peerNotifySettings"));
        table.Add("messages.getDialogFilters", _ => new TlObject("messages.dialogFilters"));
    }
}
