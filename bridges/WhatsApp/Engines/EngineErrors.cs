using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Engines.Json;

namespace Bridges.WhatsApp.Engines;

/// <summary>The engine's refusals in words for the person whose message it is about.</summary>
internal static class EngineErrors
{
    /// <summary>The text of a file that is larger than was asked for.</summary>
    public const string TooLarge = "The file is larger than the homeserver takes.";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public static BridgeException Translate(EngineException exception) => exception switch
    {
        EngineUnavailableException => BridgeException.Transient("The WhatsApp engine does not run just now.", inner: exception),
        EngineStoppedException or EngineTimeoutException =>
            BridgeException.Transient("The WhatsApp engine did not answer.", Certainty.Uncertain, inner: exception),
        EngineRequestException request => Translate(request, request.Data?.Text("reason")),
        _ => BridgeException.Transient(exception.Message, inner: exception),
    };

    private static BridgeException Translate(EngineRequestException exception, string? reason) => reason switch
    {
        "offline" or "closed" => BridgeException.Transient(exception.Message, inner: exception),
        "unconfirmed" => BridgeException.Transient(exception.Message, Certainty.Uncertain, inner: exception),
        "tooMany" => BridgeException.Transient(exception.Message, retryAfter: Pause, inner: exception),
        "tooLarge" => BridgeException.Permanent(TooLarge, inner: exception),
        "failed" => BridgeException.Permanent("WhatsApp did not do it, for a reason that the engine does not know.", inner: exception),
        _ => BridgeException.Permanent(exception.Message, inner: exception),
    };
}
