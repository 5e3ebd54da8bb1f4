using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Engines.Json;

namespace Bridges.Signal.Errors;

/// <summary>The engine's and the service's refusals in words for the person whose message it is about.</summary>
/// <param name="prefix">With what commands begin in a chat's room.</param>
internal sealed class SignalErrors(string prefix)
{
    public const string TooOld = "Bridges is too old for Signal. Ask the administrator to update it; nothing is lost, it goes on by itself after the update.";
    public const string LoggedOut = $"{Removed} Link again with `login signal`; your rooms stay.";
    public const string StaleState = $"{Restored} Link again with `login signal`; your rooms stay.";

    private const string Removed = "This login was removed on the phone, or by Signal.";
    private const string Restored =
        "The data of this login is older than what Signal has seen (it was restored from a backup, perhaps), and using it would endanger your chats.";

    private static readonly TimeSpan WaitForUpdate = TimeSpan.FromMinutes(10);

    public BridgeException Translate(EngineException exception) => exception switch
    {
        EngineUnavailableException => BridgeException.Transient("The Signal engine is not running just now.", inner: exception),
        EngineStoppedException or EngineTimeoutException => BridgeException.Transient("The Signal engine did not answer.", Certainty.Uncertain, inner: exception),
        EngineRequestException { Data: { } data } => Translate(data, exception),
        _ => BridgeException.Transient("The Signal engine failed.", Certainty.Uncertain, inner: exception),
    };

    /// <summary>The engine is being started, or the account at it: that says nothing of what was asked.</summary>
    public static bool IsAway(BridgeException exception) =>
        exception.InnerException is EngineUnavailableException or EngineStoppedException
        || (exception.InnerException is EngineRequestException { Data: { } data } && data.Text("kind") == "not-connected");

    /// <param name="failure">As the engine describes it: <c>{kind, text, certain, retryAfterSeconds?}</c>.</param>
    public BridgeException Translate(JsonElement failure, Exception? inner = null)
    {
        var certainty = failure.ValueKind == JsonValueKind.Object && failure.TryGetProperty("certain", out var certain) && certain.ValueKind == JsonValueKind.False
            ? Certainty.Uncertain
            : Certainty.NotDone;
        var wait = failure.Number("retryAfterSeconds") is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 7 * 86_400)) : (TimeSpan?)null;
        var text = failure.Text("text") ?? "no reason given";
        return failure.Text("kind") switch
        {
            "not-connected" => BridgeException.Transient("Signal cannot be reached just now.", certainty, inner: inner),
            "network" => BridgeException.Transient("The connection to Signal broke.", certainty, inner: inner),
            "rate-limited" => BridgeException.Transient($"Signal asks to wait {InWords(wait ?? TimeSpan.FromMinutes(1))} before the next try.", certainty, wait ?? TimeSpan.FromMinutes(1), inner),
            "challenge" => BridgeException.Permanent(Challenge(failure, wait), certainty, inner),
            "unlinked" => BridgeException.Permanent(LinkAgain(Removed), certainty, inner),
            "expired" => BridgeException.Transient(TooOld, certainty, WaitForUpdate, inner),
            "stale-state" => BridgeException.Permanent(LinkAgain(Restored), certainty, inner),
            "not-found" => BridgeException.Permanent($"Signal does not know this any more: {text}.", certainty, inner),
            "forbidden" => BridgeException.Permanent("Signal does not allow this account to do that here.", certainty, inner),
            "identity" => BridgeException.Permanent(
                $"The safety number of this person, whom you had verified, changed. Compare it in the Signal app, then type `{prefix} signal trust` in this room, and `{prefix} retry`.", certainty, inner),
            "conflict" => BridgeException.Transient("Somebody else changed this at the same time.", certainty, inner: inner),
            "too-large" => BridgeException.Permanent($"This is too large for Signal: {text}.", certainty, inner),
            "device-limit" => BridgeException.Permanent("This account has as many linked devices as Signal allows. Remove one on the phone (Settings, Linked devices) and try again.", certainty, inner),
            "unavailable" => BridgeException.Permanent($"This cannot be done: {text}.", certainty, inner),
            "invalid" => BridgeException.Permanent($"This cannot be done on Signal: {text}.", certainty, inner),
            _ => BridgeException.Transient($"The Signal engine failed: {text}.", Certainty.Uncertain, inner: inner),
        };
    }

    /// <summary>In a chat's room, unlike what is said of the account's state where its owner talks to the bot.</summary>
    private string LinkAgain(string why) => $"{why} Link again with `{prefix} login signal`; your rooms stay.";

    private string Challenge(JsonElement failure, TimeSpan? wait)
    {
        var token = failure.Text("challenge") is { } given ? $" {given}" : "";
        var patience = wait is { } span ? $" Or wait {InWords(span)} and type `{prefix} retry`." : "";
        return "Signal wants to be sure that no machine writes to strangers, so this was not sent. Solve the captcha at https://signalcaptchas.org/challenge/generate.html, copy the link \"Open Signal\", "
            + $"type `{prefix} signal submit-challenge{token} LINK`, then `{prefix} retry` in the chat's room.{patience} Answering a captcha in the Signal app works, too.";
    }

    private static string InWords(TimeSpan wait) => wait switch
    {
        { TotalSeconds: <= 90 } => $"{Math.Ceiling(wait.TotalSeconds)} seconds",
        { TotalMinutes: <= 90 } => $"{Math.Ceiling(wait.TotalMinutes)} minutes",
        _ => $"{Math.Ceiling(wait.TotalHours)} hours",
    };
}
