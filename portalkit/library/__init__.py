"""Floor 2: 资源库. 先入库,后使用: what a page shows was admitted here first (西吉县制度 第二十四条)."""
