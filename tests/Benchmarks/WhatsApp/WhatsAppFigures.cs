using Bridges.WhatsApp.Bed;

namespace Bridges.Benchmarks.WhatsApp;

/// <summary>WhatsApp from end to end: memory by accounts, messages each way, and a login with a long history. The rates are those of engine and simulation together.</summary>
internal static class WhatsAppFigures
{
    public const string Command = "whatsapp";

    private const int Friends = 10;
    private const int WarmUp = 200;
    private const int Chats = 200;
    private const int MessagesOfChat = 50;
    private const string BoundBy = "the engine, and the simulation beside it";

    private static readonly int[] Accounts = [1, 5, 20];
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(TextWriter writer, int messages)
    {
        var report = new BenchmarkReport(writer);
        report.Begin(await Machine.DescribeAsync());
        await using (var bed = await WhatsAppBed.StartAsync())
        {
            var (account, user) = await MeasureMemoryAsync(bed, report);
            await MeasureRatesAsync(bed, account, user, messages, report);
        }

        await using (var bed = await WhatsAppBed.StartAsync())
        {
            await MeasureHistoryAsync(bed, report);
        }

        return 0;
    }

    private static async Task<(WhatsAppPerson Account, BotUser User)> MeasureMemoryAsync(WhatsAppBed bed, BenchmarkReport report)
    {
        var linked = new List<(WhatsAppPerson Account, BotUser User)>();
        foreach (var count in Accounts.Prepend(0))
        {
            while (linked.Count < count)
            {
                var person = await bed.Network.PersonAsync($"Person {linked.Count}");
                linked.Add((person, await bed.LinkAsync(person)));
            }

            await Task.Delay(Rest);
            report.Add("WhatsApp", new Measurement($"{count} accounts: engine; host", "", [new("MiB", bed.Engine.Resident), new("MiB", bed.Host.Resident)]));
        }

        return linked[0];
    }

    private static async Task MeasureRatesAsync(WhatsAppBed bed, WhatsAppPerson account, BotUser user, int messages, BenchmarkReport report)
    {
        var friends = new List<WhatsAppPerson>();
        for (var number = 0; number < Friends; number++)
        {
            friends.Add(await bed.Network.PersonAsync($"Friend {number}"));
        }

        await FromWhatsAppAsync(WarmUp);
        await AddAsync("from WhatsApp", () => FromWhatsAppAsync(messages));
        await ToWhatsAppAsync(WarmUp);
        await AddAsync("to WhatsApp", () => ToWhatsAppAsync(messages));

        Task FromWhatsAppAsync(int count) => bed.Product.Messages.ExpectAsync(count, () => bed.WriteAsync(friends, account, count));

        Task ToWhatsAppAsync(int count) => bed.ReceiveAsync(friends, count / Friends, async () =>
        {
            for (var number = 0; number < count / Friends; number++)
            {
                await user.Sender.SendTextsAsync(bed.Product.Messages.Rooms.Select(room => (room, $"message {number}")));
            }
        });

        async Task AddAsync(string what, Func<Task> action)
        {
            IReadOnlyList<Figure> host = [];
            var engine = await Cost.OfAsync(bed.Product.Engines, messages, async () => host = await Cost.OfAsync([bed.Product.HostProcess], messages, action));
            report.Add("WhatsApp", new Measurement($"{what}, {Friends} chats: host", BoundBy, host));
            report.Add("WhatsApp", new Measurement($"{what}, {Friends} chats: engine", BoundBy, engine));
        }
    }

    private static async Task MeasureHistoryAsync(WhatsAppBed bed, BenchmarkReport report)
    {
        var person = await bed.Network.PersonAsync("Person with a past");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var conversations = new List<object>();
        for (var chat = 0; chat < Chats; chat++)
        {
            var friend = await bed.Network.PersonAsync($"Old friend {chat}");
            conversations.Add(Conversation(friend, now - ((Chats - chat) * MessagesOfChat)));
        }

        await bed.Network.DoAsync("history", new { number = person.Number, conversations });
        var began = 0L;
        await bed.Product.Messages.ExpectAsync(1, () => bed.LinkAsync(person, () => began = TimeProvider.System.GetTimestamp()));
        report.Add("WhatsApp", new Measurement(
            $"{Chats * MessagesOfChat:#,0} messages of history in {Chats} chats, from the phone's consent to the first message on Matrix; engine, host at their peaks", BoundBy,
            [new("s", TimeProvider.System.GetElapsedTime(began).TotalSeconds), new("MiB", bed.Engine.Peak), new("MiB", bed.Host.Peak)]));
    }

    private static object Conversation(WhatsAppPerson friend, long begin) => new
    {
        id = $"{friend.Lid}@lid",
        conversationTimestamp = begin + MessagesOfChat,
        messages = Enumerable.Range(1, MessagesOfChat).Reverse().Select(number => new
        {
            message = new
            {
                key = new { remoteJid = $"{friend.Lid}@lid", fromMe = false, id = $"PAST{friend.Number}-{number}" },
                message = new { conversation = $"message {number} of {friend.Name}" },
                messageTimestamp = begin + number,
            },
        }),
    };
}
