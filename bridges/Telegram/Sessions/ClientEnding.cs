using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Sessions;

/// <summary>Ends an account's client together with its session.</summary>
internal sealed class ClientEnding(AccountId account, AccountSecret secret, FinishedLogins finished)
{
    /// <summary>The login stays, unless the account has another one by now: then nobody would ever use this one again.</summary>
    public async Task CloseAsync(TdClient client)
    {
        if (finished.HasOther(account, secret.Folder)
            && client.Connection.Value == "connectionStateReady"
            && await ClientCloser.CloseAsync(client, TdJson.Request("logOut")))
        {
            return;
        }

        await ClientCloser.CloseAsync(client, TdJson.Request("close"));
    }
}
