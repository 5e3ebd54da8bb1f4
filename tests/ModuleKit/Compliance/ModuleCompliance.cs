using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>Begins each test of the suite with a bed of its own.</summary>
public abstract class ModuleCompliance
{
    private static int _lastDelivery;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<ComplianceBed> StartAsync();

    protected static OutgoingMessage Message(ChatKey chat, MessageContent content) => new(NewDelivery(), chat, content);

    protected static OutgoingMessage Message(ChatKey chat, string text) => Message(chat, Text(text));

    protected static TextContent Text(string text) => new(RichText.Plain(text));

    protected static DeliveryId NewDelivery() => new($"delivery-{Interlocked.Increment(ref _lastDelivery)}");

    /// <summary>Succeeds or fails in words: any other exception is a fault of the module.</summary>
    protected static async Task<bool> WorksOrIsRefusedAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (BridgeException exception)
        {
            Assert.NotEmpty(exception.Message);
            return false;
        }
    }
}
