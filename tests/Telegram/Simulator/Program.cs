using Bridges.Telegram.Simulator;

// dotnet run --project tests/Telegram/Simulator [port [control port]]
var ports = args.Select(int.Parse).ToList();
var options = new SimulatedTelegramOptions
{
    Port = ports.ElementAtOrDefault(0),
    ControlPort = ports.ElementAtOrDefault(1),
    Log = note => Console.Error.WriteLine(note),
};

await using var telegram = await SimulatedTelegram.StartAsync(options);
var alice = telegram.People.Add("Alice", phone: "+9996612222", username: "alice_sim");
var bob = telegram.People.Add("Bob", phone: "+9996613333", username: "bob_sim");
alice.AddContact(bob);
bob.AddContact(alice);

Console.WriteLine($"MTProto proxy  127.0.0.1:{telegram.Port} secret {telegram.ProxySecret}");
Console.WriteLine($"Control        {telegram.ControlAddress}");
Console.WriteLine($"Library        {await DescribeLibraryAsync()}");
Console.WriteLine($"Log in as      +{alice.Phone} (Alice) or +{bob.Phone} (Bob), code {options.LoginCode}");
Console.WriteLine("Ctrl+C ends it.");

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
var ended = new TaskCompletionSource();
await using (stopping.Token.Register(ended.SetResult))
{
    await ended.Task;
}

async Task<string> DescribeLibraryAsync()
{
    try
    {
        return await telegram.PatchLibraryAsync(cancellationToken: CancellationToken.None);
    }
    catch (FileNotFoundException missing)
    {
        return missing.Message;
    }
}
