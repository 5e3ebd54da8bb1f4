using System.Text;
using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>Accounts, their secrets, and the chats that they are in.</summary>
public abstract class AccountCompliance(ITestEngine engine) : StorageCompliance(engine)
{
    private static readonly AccountId _id = new("4711");
    private static readonly AccountId _other = new("4712");

    private readonly SecretBox _secrets = NewKey();

    private AccountTable Accounts => new(Database, _secrets);

    private AccountChatTable Chats => new(Database);

    [Fact]
    public async Task Account_is_read_back_with_its_secret()
    {
        await WriteAsync(Accounts.Upsert(Account("session")));

        var read = Assert.Single(await Accounts.AllAsync(Cancellation));
        Assert.Equal((Telegram, _id, "@ada:example.org", 5), (read.Network, read.Account.Id, read.Owner, read.CreatedAt));
        Assert.Equal("session", Encoding.UTF8.GetString(read.Account.Secret.Span));
    }

    [Fact]
    public async Task Secret_cannot_be_read_in_the_database_nor_with_another_key()
    {
        await WriteAsync(Accounts.Upsert(Account("a secret to be found")));

        var stored = await Database.QueryAsync(reader => reader.GetFieldValue<byte[]>(0), "SELECT secret FROM accounts", [], Cancellation);
        Assert.Equal(-1, stored[0].AsSpan().IndexOf("secret"u8));
        var read = Assert.Single(await new AccountTable(Database, NewKey()).AllAsync(Cancellation));
        Assert.Equal((false, 0), (read.IsReadable, read.Account.Secret.Length));
    }

    [Fact]
    public async Task Secret_moved_to_another_account_cannot_be_read()
    {
        await WriteAsync(Accounts.Upsert(Account("session")));
        await WriteAsync(new Statement("UPDATE accounts SET account_id = $1", "4712"));
        await WriteAsync(Accounts.Upsert(Account("session")));

        Assert.Equal([("4711", true), ("4712", false)], (await Accounts.AllAsync(Cancellation)).Select(row => (row.Account.Id.Value, row.IsReadable)).Order());
    }

    [Fact]
    public async Task Account_that_logs_in_again_has_its_new_secret_only()
    {
        await WriteAsync(Accounts.Upsert(Account("old")), Accounts.Upsert(Account("new")));

        Assert.Equal("new", Encoding.UTF8.GetString(Assert.Single(await Accounts.AllAsync(Cancellation)).Account.Secret.Span));
    }

    [Fact]
    public async Task New_secret_of_an_account_takes_the_place_of_the_old_one()
    {
        await WriteAsync(Accounts.Upsert(Account("old")), Accounts.Update(Telegram, new StoredAccount(_id, "Ada L.", "new"u8.ToArray()), "@ada:example.org"));

        var read = Assert.Single(await Accounts.AllAsync(Cancellation));
        Assert.Equal(("Ada L.", "@ada:example.org", 5), (read.Account.Name, read.Owner, read.CreatedAt));
        Assert.Equal("new", Encoding.UTF8.GetString(read.Account.Secret.Span));
    }

    [Fact]
    public async Task New_secret_of_an_account_that_was_logged_out_does_not_bring_it_back()
    {
        await WriteAsync(Accounts.Upsert(Account("session")), AccountTable.Delete(Telegram, _id));

        await WriteAsync(Accounts.Update(Telegram, new StoredAccount(_id, "Ada", "late"u8.ToArray()), "@ada:example.org"));

        Assert.Empty(await Accounts.AllAsync(Cancellation));
    }

    [Fact]
    public async Task New_secret_of_a_login_that_is_somebody_else_s_now_is_dropped()
    {
        await WriteAsync(Accounts.Upsert(Account("session")));

        await WriteAsync(Accounts.Update(Telegram, new StoredAccount(_id, "Eve", "late"u8.ToArray()), "@eve:example.org"));

        Assert.Equal("session", Encoding.UTF8.GetString(Assert.Single(await Accounts.AllAsync(Cancellation)).Account.Secret.Span));
    }

    [Fact]
    public async Task Deleted_account_is_gone()
    {
        await WriteAsync(Accounts.Upsert(Account("session")), AccountTable.Delete(Telegram, _id));

        Assert.Empty(await Accounts.AllAsync(Cancellation));
    }

    [Fact]
    public async Task Accounts_of_a_chat_are_known()
    {
        await WriteAsync(
            AccountChatTable.Set(Telegram, _id, Group, AccountChatState.InRoom), AccountChatTable.Set(Telegram, _id, Group, AccountChatState.InRoom), AccountChatTable.Set(Telegram, _id, Direct, AccountChatState.InRoom),
            AccountChatTable.Set(Telegram, _other, Group, AccountChatState.InRoom), AccountChatTable.Set(Signal, _id, Group, AccountChatState.InRoom));

        Assert.Equal([new(_id, AccountChatState.InRoom), new(_other, AccountChatState.InRoom)], await AccountsOfGroupAsync());
        Assert.Equal([new(_id, AccountChatState.InRoom)], await Chats.AccountsOfAsync(Telegram, Direct, Cancellation));

        await WriteAsync(AccountChatTable.RemoveInRoom(Telegram, Group));
        Assert.Empty(await AccountsOfGroupAsync());
        Assert.Single(await Chats.AccountsOfAsync(Telegram, Direct, Cancellation));
    }

    [Fact]
    public async Task Account_whose_owner_left_is_marked_until_it_is_added_again()
    {
        await WriteAsync(AccountChatTable.Set(Telegram, _id, Group, AccountChatState.InRoom), AccountChatTable.Set(Telegram, _other, Group, AccountChatState.InRoom), AccountChatTable.Set(Telegram, _id, Group, AccountChatState.LeftRoom));
        Assert.Equal([new(_id, AccountChatState.LeftRoom), new(_other, AccountChatState.InRoom)], await AccountsOfGroupAsync());

        await WriteAsync(AccountChatTable.Set(Telegram, _id, Group, AccountChatState.InRoom));
        Assert.Equal([new(_id, AccountChatState.InRoom), new(_other, AccountChatState.InRoom)], await AccountsOfGroupAsync());
    }

    private static AccountRow Account(string secret) =>
        new(Telegram, new StoredAccount(_id, "Ada", Encoding.UTF8.GetBytes(secret)), "@ada:example.org", CreatedAt: 5);

    private async Task<IEnumerable<AccountChatRow>> AccountsOfGroupAsync() =>
        (await Chats.AccountsOfAsync(Telegram, Group, Cancellation)).OrderBy(row => row.Account.Value, StringComparer.Ordinal);
}
