using Bridges.Host.Cli;

return await CommandLine.InvokeAsync(args);
