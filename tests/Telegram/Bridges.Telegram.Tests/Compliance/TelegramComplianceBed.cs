using Bridges.Abstractions;
using Bridges.ModuleKit.Compliance;
using Bridges.Telegram.Login;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Tests.Live;

namespace Bridges.Telegram.Tests.Compliance;

/// <summary>Alice's account with the real TDLib at the simulated data centre; Bob is the friend.</summary>
internal sealed class TelegramComplianceBed : ComplianceBed
{
    private readonly TelegramBed _bed;
    private readonly StoredAccount _account;

    private TelegramComplianceBed(TelegramBed bed, StoredAccount account) => (_bed, _account) = (bed, account);

    public override ChatKey Chat => new(new RemoteChatId($"{_bed.Bob.Id}"), _account.Id);

    public Chat PrivateChat => _bed.Alice.ChatWith(_bed.Bob);

    public Person Friend => _bed.Bob;

    public static async Task<ComplianceBed> StartAsync()
    {
        var bed = await TelegramBed.StartAsync();
        bed.Alice.AddContact(bed.Bob);
        bed.Bob.AddContact(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "the first word");
        return new TelegramComplianceBed(bed, await bed.LogInAsync(bed.Alice));
    }

    public override Task FriendSaysAsync(string text)
    {
        Friend.SendText(PrivateChat, text);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> FriendHasReadAsync() =>
        Task.FromResult<IReadOnlyList<string>>([.. PrivateChat.Messages.Where(message => message.Sender == _bed.Alice && !message.IsDeleted).Select(message => message.Text)]);

    public override ILogin NewLogin() => _bed.Network.CreateLogin(LoginFlows.Phone);

    protected override async Task<IAccount> ConnectAsync(RecordingHost host)
    {
        var account = _bed.Network.CreateAccount(_account, host);
        await account.StartAsync(Cancellation);
        await host.ConnectedAsync();
        await _bed.Telegram.WaitForClientAsync(_bed.Alice, cancellationToken: Cancellation);
        return account;
    }

    protected override async Task EndAsync() => await _bed.DisposeAsync();
}
