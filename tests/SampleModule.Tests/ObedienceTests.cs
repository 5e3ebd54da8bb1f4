using Bridges.Abstractions;
using Bridges.ModuleKit;

namespace Bridges.SampleModule.Tests;

/// <summary>What benchmarks ask of the other people by messages.</summary>
public sealed class ObedienceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bridges-sample-").FullName;

    [Fact]
    public async Task Guests_are_brought_into_the_chat_and_each_says_something()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var network = new SampleBridgeModule().Create(new ModuleHost(_folder), new SampleOptions { Obeys = true });
        var host = new RecordingHost();
        await using var account = (SampleAccount)network.CreateAccount(new StoredAccount(new AccountId("alice"), "alice", ReadOnlyMemory<byte>.Empty), host);
        await account.StartAsync(cancellation);
        var chat = SampleChats.Key(1, account.Id);

        await account.SendAsync(new OutgoingMessage(new DeliveryId("$1"), chat, new TextContent(RichText.Plain("bring 3 2"))), cancellation);

        foreach (var guest in new RemoteUserId[] { new("guest-3"), new("guest-4") })
        {
            var said = await host.Events.FirstAsync<RemoteMessage>(message => message.Sender == guest);
            Assert.Equal(chat, said.Chat);
            Assert.Contains((await account.GetChatAsync(chat, cancellation)).Members, member => member.User == guest);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
