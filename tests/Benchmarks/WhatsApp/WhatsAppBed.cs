using System.Text.RegularExpressions;
using Bridges.TestBeds;
using Bridges.WhatsApp.Bed;

namespace Bridges.Benchmarks.WhatsApp;

/// <summary>The product with its WhatsApp module and real engine, on the simulated WhatsApp.</summary>
internal sealed partial class WhatsAppBed : IAsyncDisposable
{
    private WhatsAppBed(SimulatedWhatsApp network, StubbedProduct product) => (Network, Product) = (network, product);

    public SimulatedWhatsApp Network { get; }

    public StubbedProduct Product { get; }

    public ProcessMemory Engine => ProcessMemory.Of(Product.Engines.Single());

    public ProcessMemory Host => ProcessMemory.Of(Product.HostProcess);

    public static async Task<WhatsAppBed> StartAsync()
    {
        var network = await SimulatedWhatsApp.StartAsync();
        var configuration = $"""
            networks:
              whatsapp:
                node_path: "{InstalledParts.Node}"
            """;
        return new WhatsAppBed(network, await StubbedProduct.StartAsync(configuration, network.Environment));
    }

    /// <summary>Links a person's account, for a user of their own.</summary>
    /// <param name="confirmed">Done when the phone has taken the code.</param>
    public async Task<BotUser> LinkAsync(WhatsAppPerson person, Action? confirmed = null)
    {
        var user = Product.NewUser($"user{person.Number}");
        await user.AskAsync("login whatsapp code", "phone number");
        var shown = await user.AskAsync($"+{person.Number}", "type this code");
        var linked = user.AnswerAsync("logged in");
        await Network.DoAsync("enterCode", new { number = person.Number, code = PairingCode().Match(shown).Value });
        confirmed?.Invoke();
        await linked;
        return user;
    }

    /// <summary>They write to somebody, turn by turn.</summary>
    public async Task WriteAsync(IReadOnlyList<WhatsAppPerson> people, WhatsAppPerson to, int messages)
    {
        for (var number = 0; number < messages; number++)
        {
            await Network.DoAsync("send", new { from = people[number % people.Count].Number, to = to.Number, message = new { conversation = $"message {number}" } });
        }
    }

    /// <summary>Waits until their phones have so many messages more than before what is done.</summary>
    public async Task ReceiveAsync(IReadOnlyList<WhatsAppPerson> people, int each, Func<Task> action)
    {
        var before = new List<int>();
        foreach (var person in people)
        {
            before.Add((await Network.InboxAsync(person)).Count);
        }

        await action();
        foreach (var (person, count) in people.Zip(before))
        {
            await SimulatedWhatsApp.UntilAsync<bool>(async () => (await Network.InboxAsync(person)).Count >= count + each ? true : null, "messages on the phones");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Network.DisposeAsync();
    }

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PairingCode();
}
