using Bridges.Benchmarks;

return args switch
{
    [BareSender.Command, .. var arguments] => await BareSender.RunAsync(arguments),
    [] or ["quick"] => await BenchmarkRun.RunAsync(Extent.Quick),
    ["full"] => await BenchmarkRun.RunAsync(Extent.Full),
    ["--against", var other] => await AgainstRun.RunAsync(other),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks [-- quick|full|--against OTHER_BUILD]");
    return 2;
}
