using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Errors;

namespace Bridges.Signal.Backend;

/// <summary>One account at the engine: its requests carry its name.</summary>
internal sealed class EngineAccount(SignalEngineHub hub, AccountId id)
{
    /// <summary>The name under which the engine knows it; new for each object, so that an old one's last words reach nobody.</summary>
    public string Name { get; } = $"{id}#{Guid.NewGuid():n}";

    public RemoteUserId Self { get; } = new(id.Value);

    /// <summary>The engine's refusals in words.</summary>
    public SignalErrors Errors => hub.Errors;

    public Task WaitUntilRunningAsync(CancellationToken cancellationToken) => hub.WaitUntilRunningAsync(cancellationToken);

    /// <exception cref="BridgeException">It failed.</exception>
    public Task<JsonElement> AskAsync(string method, JsonObject parameters, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        parameters["account"] = Name;
        return hub.AskAsync(method, parameters, cancellationToken, timeout);
    }

    /// <summary>Hands something over that must happen once however often it is tried.</summary>
    public Task<JsonElement> DeliverAsync(string method, DeliveryId delivery, ChatKey chat, JsonObject parameters, CancellationToken cancellationToken)
    {
        parameters["delivery"] = delivery.Value;
        parameters["chat"] = chat.Chat.Value;
        return AskAsync(method, parameters, cancellationToken, TimeSpan.FromMinutes(3));
    }
}
