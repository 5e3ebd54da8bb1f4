namespace Bridges.WhatsApp.EndToEnd.Tests.Beds;

/// <summary>Alice has linked her account, and Bob has begun a chat with her.</summary>
public sealed class WhatsAppTalk : IAsyncLifetime
{
    public WhatsAppStage Stage { get; } = new();

    public string Room { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Stage.InitializeAsync();
        await Stage.LogInAsync();
        await Stage.SayAsync(Stage.Bob, new { conversation = "the first word" });
        Room = (await Stage.SeeAsync(seen => seen.Body == "the first word")).RoomId;
    }

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
