using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Beds;

/// <summary>Somebody who is on Matrix and on Telegram, and logged in to the one from the other.</summary>
public sealed class Resident
{
    private static int _count;

    private Resident(TelegramStage stage, MatrixTestUser matrix, Person telegram, ManagementRoom bot)
    {
        Stage = stage;
        Matrix = matrix;
        Telegram = telegram;
        Bot = bot;
    }

    public TelegramStage Stage { get; }

    public MatrixTestUser Matrix { get; }

    public Person Telegram { get; }

    /// <summary>Their room with the bot.</summary>
    public ManagementRoom Bot { get; }

    public static async Task<Resident> ArriveAsync(TelegramStage stage, string name, CancellationToken cancellation, bool isPremium = false)
    {
        var matrix = await stage.RegisterAsync(UniqueName(name), cancellation);
        var telegram = stage.Person(name);
        telegram.IsPremium = isPremium;
        return new Resident(stage, matrix, telegram, await stage.LogInAsync(matrix, telegram, cancellation));
    }

    /// <summary>A name that no other test uses, for user ids.</summary>
    public static string UniqueName(string name) => $"{name.ToLowerInvariant()}{Interlocked.Increment(ref _count)}";

    /// <summary>Somebody new on Telegram; they have each other in their contacts.</summary>
    public Person Meet(string name)
    {
        var person = Stage.Person(name, UniqueName(name));
        Telegram.AddContact(person);
        person.AddContact(Telegram);
        return person;
    }

    /// <summary>Somebody new on Telegram begins a private chat.</summary>
    public Task<Talk> TalkWithAsync(string name, CancellationToken cancellation)
    {
        var person = Meet(name);
        return Talk.BeginAsync(this, person, Telegram.ChatWith(person), cancellation);
    }
}
