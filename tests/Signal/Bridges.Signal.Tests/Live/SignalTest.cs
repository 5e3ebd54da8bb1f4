using Bridges.Abstractions;
using Bridges.Signal.Accounts;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>A test with the real engine on the simulated Signal: Alice is linked, Bob and Carol are her friends.</summary>
public abstract class SignalTest(SharedSignal shared) : IAsyncLifetime
{
    private SignalBed? _bed;

    private protected SignalBed Bed => _bed ?? throw new InvalidOperationException("The bed is not made.");

    private protected SignalAccount Account => Bed.Account;

    private protected RecordingHost Told => Bed.Told;

    protected SignalPerson Alice => Bed.Alice;

    protected SignalPerson Bob => Bed.Bob;

    protected SignalPerson Carol => Bed.Carol;

    protected ChatKey Chat => Bed.Chat;

    protected SimulatedSignal Signal => shared.Signal;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await SignalBed.StartAsync(shared.Signal);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_bed is not null)
        {
            await _bed.DisposeAsync();
        }
    }

    protected Task<SentMessage> SendAsync(string text) => SendAsync(new TextContent(RichText.Plain(text)));

    protected Task<SentMessage> SendAsync(MessageContent content, ChatKey? chat = null) =>
        Account.SendAsync(new OutgoingMessage(SignalBed.NewDelivery(), chat ?? Chat, content), Cancellation);

    protected static RemoteMessageId IdOf(SignalPerson author, long timestamp) => RemoteIds.Message(author.Id, timestamp);

    protected static long TimeOf(RemoteMessageId message) => RemoteIds.Parse(message).Timestamp;

    protected static ChatKey Group(string id) => new(new RemoteChatId(id));

}
