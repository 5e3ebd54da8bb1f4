using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Engines;

namespace Bridges.WhatsApp.Sessions;

/// <summary>An account as the engine has it: opened from its folder with the key that the host keeps, and named by that folder in all requests.</summary>
internal sealed class EngineAccount(AccountSecret secret, string folder, WhatsAppEngine engine, IAccountHost host)
{
    private AccountSecret _secret = secret;

    /// <summary>All that is in the folder may agree, and yet be older than what WhatsApp has seen.</summary>
    public bool IsRestored => RestoredFolder.Is(folder);

    /// <summary>Has the session told what the engine says of the account.</summary>
    public void Register(IEngineSession session) => engine.Register(_secret.Folder, session);

    public void Unregister(IEngineSession session) => engine.Unregister(_secret.Folder, session);

    /// <summary>Opens it once the engine runs.</summary>
    /// <exception cref="BridgeException">It failed.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await engine.WaitUntilRunningAsync(cancellationToken);
        var opened = await RequestAsync(
            "account.open", new JsonObject { ["folder"] = folder, ["key"] = _secret.Key, ["generation"] = _secret.Generation }, cancellationToken);
        if (opened.Number("generation") is > 0 and var generation)
        {
            // Whoever puts an older file back from here on is found out.
            _secret = _secret with { Generation = generation };
            await host.SaveSecretAsync(_secret.ToBytes(), cancellationToken);
        }
    }

    /// <exception cref="BridgeException">It failed.</exception>
    public Task<JsonElement> RequestAsync(string method, JsonObject parameters, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        parameters["session"] = _secret.Folder;
        return engine.RequestAsync(method, parameters, cancellationToken, timeout);
    }

    /// <summary>The host has it on disk, and all before it.</summary>
    public Task ConfirmAsync(long seq, CancellationToken cancellationToken) =>
        RequestAsync("ack", new JsonObject { ["seq"] = seq }, cancellationToken);

    /// <exception cref="BridgeException">It failed.</exception>
    public Task CloseAsync(TimeSpan patience) => RequestAsync("account.close", [], CancellationToken.None, patience);
}
