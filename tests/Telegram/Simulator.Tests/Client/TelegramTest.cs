using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Client;

/// <summary>A data centre of the test's own with Alice, Bob and Carol, and clients that are closed at the end.</summary>
public abstract class TelegramTest : IAsyncLifetime
{
    private readonly List<TdClient> clients = [];
    private readonly string root = Directory.CreateTempSubdirectory("telegram-simulator").FullName;
    private SimulatedTelegram? telegram;

    protected SimulatedTelegram Telegram => telegram!;

    protected Person Alice { get; private set; } = null!;

    protected Person Bob { get; private set; } = null!;

    protected Person Carol { get; private set; } = null!;

    protected static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        telegram = await SimulatedTelegram.StartAsync(Options);
        Alice = Telegram.People.Add("Alice", phone: "+9996612222", username: "alice_sim");
        Bob = Telegram.People.Add("Bob", phone: "+9996613333", username: "bob_sim", lastName: "Builder");
        Carol = Telegram.People.Add("Carol", phone: "+9996614444");
        Alice.AddContact(Bob);
        Bob.AddContact(Alice);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        await Telegram.DisposeAsync();
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected virtual SimulatedTelegramOptions Options { get; } = new()
    {
        Log = note => TestContext.Current.TestOutputHelper?.WriteLine(note),
    };

    /// <summary>A client that is not logged in; the same name means the same database.</summary>
    private protected async Task<TdClient> StartClientAsync(string database, string secretPrefix = "", bool usePfs = false)
    {
        var client = await TdClient.StartAsync(Telegram, Path.Combine(root, database), secretPrefix, usePfs);
        clients.Add(client);
        return client;
    }

    /// <summary>A client that is logged in as a person with their phone.</summary>
    private protected async Task<TdClient> LogInAsync(Person person, string secretPrefix = "", bool usePfs = false)
    {
        var client = await StartClientAsync(person.FirstName, secretPrefix, usePfs);
        await EnterPhoneAsync(client, person);
        await client.CallAsync("checkAuthenticationCode", new JsonObject { ["code"] = "12345" });
        await client.AuthorizationAsync("authorizationStateReady");
        await Telegram.WaitForClientAsync(person, cancellationToken: Stopping);
        return client;
    }

    private protected static async Task EnterPhoneAsync(TdClient client, Person person)
    {
        await client.AuthorizationAsync("authorizationStateWaitPhoneNumber");
        await client.CallAsync("setAuthenticationPhoneNumber", new JsonObject { ["phone_number"] = "+" + person.Phone });
        await client.AuthorizationAsync("authorizationStateWaitCode");
    }

    private protected static Task<JsonElement> NewMessageAsync(TdClient client, string text) =>
        NewMessageAsync(client, message => message.MessageText() == text);

    private protected static async Task<JsonElement> NewMessageAsync(TdClient client, Func<JsonElement, bool> predicate) =>
        (await client.UpdateAsync("updateNewMessage", update => predicate(update.Get("message")))).Get("message");

    /// <summary>Sends a text and waits until the server has confirmed it; returns the sent message.</summary>
    private protected static async Task<JsonElement> SendAsync(TdClient client, long chatId, string text, JsonArray? entities = null, JsonObject? replyTo = null)
    {
        var arguments = new JsonObject { ["chat_id"] = chatId, ["input_message_content"] = ClientJson.TextContent(text, entities) };
        if (replyTo is not null)
        {
            arguments["reply_to"] = replyTo;
        }

        var pending = await client.CallAsync("sendMessage", arguments);
        return await ConfirmedAsync(client, pending);
    }

    /// <summary>Sends any content and waits until the server has confirmed it; returns the sent message.</summary>
    private protected static async Task<JsonElement> SendAsync(TdClient client, long chatId, JsonObject content)
    {
        var pending = await client.CallAsync("sendMessage", new JsonObject { ["chat_id"] = chatId, ["input_message_content"] = content });
        return await ConfirmedAsync(client, pending);
    }

    /// <summary>The sent message in place of one that is being sent, whose id is only its own within its chat.</summary>
    private protected static async Task<JsonElement> ConfirmedAsync(TdClient client, JsonElement pending)
    {
        var confirmed = await client.UpdateAsync(
            "updateMessageSendSucceeded",
            update => update.Long("old_message_id") == pending.Long("id") && update.Get("message").Long("chat_id") == pending.Long("chat_id"));
        return confirmed.Get("message");
    }

    /// <summary>A file of the test's own.</summary>
    private protected async Task<string> WriteFileAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(root, name);
        await File.WriteAllBytesAsync(path, bytes, Stopping);
        return path;
    }

    private protected static async Task<byte[]> DownloadAsync(TdClient client, JsonElement file)
    {
        var fetched = await client.CallAsync("downloadFile", new JsonObject { ["file_id"] = file.Long("id"), ["priority"] = 1, ["synchronous"] = true });
        return await File.ReadAllBytesAsync(fetched.Get("local").Text("path"), Stopping);
    }

    /// <summary>Makes the client know the chat with a contact, as a user does by opening it.</summary>
    private protected static async Task OpenChatAsync(TdClient client, Person contact)
    {
        await client.CallAsync("getContacts");
        var chat = await client.CallAsync("createPrivateChat", new JsonObject { ["user_id"] = contact.Id });
        // TDLib asks for the chat's last message meanwhile, and does not call new what it learns by that.
        await client.CallAsync("getChatHistory", new JsonObject { ["chat_id"] = chat.Long("id"), ["from_message_id"] = 0, ["offset"] = 0, ["limit"] = 1, ["only_local"] = false });
    }

    /// <summary>A server message id as TDLib writes it.</summary>
    private protected static long ClientMessageId(int serverId) => (long)serverId << 20;

    private protected static long ChatId(Chat chat, Person viewer) => chat switch
    {
        PrivateChat direct => direct.Other(viewer).Id,
        BasicGroup => -chat.Id,
        _ => -1_000_000_000_000 - chat.Id,
    };
}
