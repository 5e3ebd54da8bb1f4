using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Demo;

/// <summary>Alice, who is on Matrix and on Telegram, Bob, who is on Telegram only, and their chat.</summary>
internal sealed class Cast
{
    private Cast(TelegramStage stage, MatrixTestUser alice)
    {
        Stage = stage;
        Alice = alice;
        AliceOnTelegram = stage.Person("Alice");
        Bob = stage.Person("Bob", username: "bob");
        AliceOnTelegram.AddContact(Bob);
        Chat = AliceOnTelegram.ChatWith(Bob);
    }

    /// <summary>Where they play.</summary>
    public TelegramStage Stage { get; }

    /// <summary>Alice as Matrix knows her.</summary>
    public MatrixTestUser Alice { get; }

    /// <summary>The same Alice as Telegram knows her.</summary>
    public Person AliceOnTelegram { get; }

    /// <summary>Her contact, who is on Telegram only.</summary>
    public Person Bob { get; }

    /// <summary>Their chat on Telegram.</summary>
    public Chat Chat { get; }

    public static async Task<Cast> GatherAsync(TelegramStage stage, CancellationToken cancellation) =>
        new(stage, await stage.RegisterAsync("alice", cancellation));
}
