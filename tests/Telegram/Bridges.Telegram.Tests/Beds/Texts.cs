using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Beds;

/// <summary>Outgoing texts.</summary>
internal static class Texts
{
    private static int _lastDelivery;

    public static OutgoingMessage Message(ChatKey chat, string text) =>
        new(new DeliveryId($"delivery-{Interlocked.Increment(ref _lastDelivery)}"), chat, Content(text));

    public static OutgoingEdit Edit(ChatKey chat, IReadOnlyList<RemoteMessageId> targets, string text) =>
        new(new DeliveryId($"delivery-{Interlocked.Increment(ref _lastDelivery)}"), chat, targets, Content(text));

    public static TextContent Content(string text) => new(RichText.Plain(text));
}
