using System.Globalization;
using Bridges.Telegram.Simulator;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Benchmarks;

/// <summary>The product with its Telegram module and real TDLib; in this process the stub homeserver and a simulated data centre.</summary>
internal sealed class TelegramBed : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SimulatedTelegram _telegram;
    private readonly Person _owner;
    private BotUser? _anna;
    private int _people;

    private TelegramBed(SimulatedTelegram telegram, StubbedProduct product)
    {
        (_telegram, Product) = (telegram, product);
        _owner = NewPerson("Anna");
    }

    public StubbedProduct Product { get; }

    public StickerDirectory Stickers => _telegram.Stickers;

    /// <summary>The account's owner, in the room with the bot.</summary>
    public BotUser Owner => _anna ?? throw new InvalidOperationException("Nobody is logged in.");

    /// <summary>Starts everything; one account is logged in when it returns.</summary>
    public static async Task<TelegramBed> StartAsync()
    {
        var telegram = await SimulatedTelegram.StartAsync();
        var library = await telegram.PatchLibraryAsync();
        var bed = new TelegramBed(telegram, await StubbedProduct.StartAsync(Configuration(telegram, library)));
        await bed.LogInAsync();
        return bed;
    }

    public Person NewPerson(string name) =>
        _telegram.People.Add(name, string.Create(CultureInfo.InvariantCulture, $"+99966{++_people:00000}"), "");

    /// <summary>Each writes so often to the account's owner, turn by turn.</summary>
    public void Write(IReadOnlyList<Person> people, int messages)
    {
        for (var number = 0; number < messages; number++)
        {
            var person = people[number % people.Count];
            person.SendText(person.ChatWith(_owner), $"message {number}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await _telegram.DisposeAsync();
    }

    private async Task LogInAsync()
    {
        _anna = Product.NewUser("anna");
        await _anna.AskAsync("login telegram phone", "Send the phone number");
        await _anna.AskAsync($"+{_owner.Phone}", "Send the code");
        await _anna.AskAsync("12345", "You are logged in");
        await _telegram.WaitForClientAsync(_owner, Patience);
    }

    private static string Configuration(SimulatedTelegram telegram, string library) =>
        $"""
        networks:
          telegram:
            api_id: 12345
            api_hash: "0123456789abcdef0123456789abcdef"
            tdlib_path: "{library}"
            proxy: {"{"}type: mtproto, server: "127.0.0.1", port: {telegram.Port}, secret: "{telegram.ProxySecret}"{"}"}
        """;
}
